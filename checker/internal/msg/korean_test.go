package msg_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// In Korean a particle has one form after a vowel and another after a consonant, and a text does not know how the value of a variable is read.
// So a noun stands between a variable and its particle. Texts that offer both forms are nobody's Korean.
var (
	bothForms     = regexp.MustCompile(`은\(는\)|는\(은\)|이\(가\)|가\(이\)|을\(를\)|를\(을\)|와\(과\)|과\(와\)|\(으\)로|\(이\)`)
	afterVariable = regexp.MustCompile(`\}\}(은|는|이|가|을|를|와|과|(으)?로(는|도|만|부터)?|이?나|이?라는|이?여야|이어야)([^가-힣]|$)`)
)

// otherWords are words for which the Korean texts have one, which is the value.
var otherWords = map[string]string{
	"라이브록": "라이브락", "종료 상태": "종료 코드", "글쇠": "키", "줄표": "하이픈", "원소": "요소", "에러": "오류", "화면 낭독기": "스크린 리더",
	"경쟁 실행": "경쟁 감지 실행", "까닭": "이유", "돌아오": "끝나", "돌려주": "반환하, 풀", "데려오": "가져오, 따라오",
}

func TestNoKoreanParticleStandsBehindAVariable(t *testing.T) {
	ko := flat(t, "ko")
	require.NotEmpty(t, ko)
	for key, text := range ko {
		assert.NotRegexp(t, afterVariable, text, key)
		assert.NotRegexp(t, bothForms, text, key)
	}
}

func TestOneKoreanWordForOneThing(t *testing.T) {
	for key, text := range flat(t, "ko") {
		for word, better := range otherWords {
			assert.NotContains(t, text, word, "%s: write %s", key, better)
		}
	}
}

func TestThatParticlesAreFound(t *testing.T) {
	for _, bad := range []string{"{{.file}}을 고치십시오", "{{.what}}로는 알 수 있습니다", "상태 {{.code}}로 끝났습니다", "{{.name}}이", "{{.want}}이어야 하는데"} {
		assert.Regexp(t, afterVariable, bad)
	}
	for _, good := range []string{"{{.file}} 파일을", "{{.count}}가지가", "{{.seconds}}초", "{{.n}}번 고루틴이", "{{.name}}에는", "{{.line}}: 이 줄"} {
		assert.NotRegexp(t, afterVariable, good)
	}
	assert.Regexp(t, bothForms, "파일은(는)")
	assert.NotRegexp(t, bothForms, "인터리빙(interleaving)을 이용(利用)")
}
