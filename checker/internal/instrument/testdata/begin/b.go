package begin

func init() {
	table = append(table, 7)
	size = len(table)
}
