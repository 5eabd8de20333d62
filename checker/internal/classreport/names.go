package classreport

// FileNames returns a different file name, without extension, for each of different ids: the names that the feedback files have.
func FileNames(ids []string) []string { return fileNames(ids) }
