package docs_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The Korean of the pages and of the lessons. What the checker says is looked at by the tests of package msg.

// bothForms matches a particle with both of its forms, such as 은(는). That is nobody's Korean: a noun before the particle decides which form it has.
var bothForms = regexp.MustCompile(`은\(는\)|는\(은\)|이\(가\)|가\(이\)|을\(를\)|를\(을\)|와\(과\)|과\(와\)|\(으\)로`)

// afterVerb matches a particle behind a verb of package fmt: nobody knows how the value will be read.
var afterVerb = regexp.MustCompile(`%(\[\d\])?[#+]?(\.\d+)?[vdsq](은|는|이|가|을|를|와|과|(으)?로(는|도)?|이?여야|이어야)([^가-힣]|$)`)

// otherWords are words for which the Korean texts have one, which is the value.
var otherWords = map[string]string{
	"라이브록": "라이브락", "종료 상태": "종료 코드", "글쇠": "키", "줄표": "하이픈", "에러": "오류", "화면 낭독기": "스크린 리더",
	"경쟁 실행": "경쟁 감지 실행", "까닭": "이유", "데려오": "가져오, 따라오", "소통": "통신", "리눅스": "Linux",
}

func koreanPages(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pair := range pairs(t) {
		out = append(out, pair[1])
	}
	return out
}

func TestOneKoreanWordForOneThing(t *testing.T) {
	for _, name := range koreanPages(t) {
		prose := read(t, name).prose
		for word, better := range otherWords {
			assert.NotContains(t, prose, word, "%s: write %s", name, better)
		}
	}
}

func TestKoreanParticlesHaveOneForm(t *testing.T) {
	names := koreanPages(t)
	for _, pattern := range []string{"*_test.go", "*.toml", "README.md"} {
		names = append(names, glob(t, "lessons/*/"+pattern)...)
	}
	assert.Greater(t, len(names), 50)
	for _, name := range names {
		text := content(t, name)
		assert.Empty(t, bothForms.FindAllString(text, -1), name)
		assert.Empty(t, afterVerb.FindAllString(text, -1), name)
	}
}

func TestThatParticlesAreFound(t *testing.T) {
	for _, bad := range []string{"Count가 %d을 반환했습니다", "%[2]v이어야 하는데", "키 %s은 그대로", "파일은(는)"} {
		assert.True(t, afterVerb.MatchString(bad) || bothForms.MatchString(bad), bad)
	}
	for _, good := range []string{"%d번 줄", "%v 결과를", "%d가지", "happens-before(먼저 일어남)", "%s: 이 줄"} {
		assert.False(t, afterVerb.MatchString(good) || bothForms.MatchString(good), good)
	}
}
