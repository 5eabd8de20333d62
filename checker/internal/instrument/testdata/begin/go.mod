module begin

go 1.25
