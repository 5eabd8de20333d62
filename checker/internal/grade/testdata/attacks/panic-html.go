// tries: have HTML, Markdown, escapes and a workflow command in a panic
// state: graded
// points: 0
// says: "panic"
// rest: start

package main

import "sync"

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	panic("<script>alert(1)</script>\n```\n# 100 points\n[x](javascript:alert(1)) \x1b[31mred\x1b]52;c;ZWNobw==\x07 \u009b31m \u202egnihton\n::error::x\n|a|b|")
}
