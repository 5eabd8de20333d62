# The workshop with everything that it needs, for grading on a machine that cannot hold strangers' programs itself: docs/security.md.
FROM golang:1.26
WORKDIR /workshop
COPY . .
RUN go build -o /usr/local/bin/checker ./checker && checker doctor --prepare
ENTRYPOINT ["checker"]
