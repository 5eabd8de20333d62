package broken

func f() int { return "one" }
