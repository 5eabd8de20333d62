package intake

// noteHardLinks adds a problem to each submission of a folder that has a lesson's file that is also in another submission, as one file with two
// names. It refuses nothing: the file of one of them may be a link that its archive has made when it was unpacked, and a program that saves
// room on a disk makes such links, too.
func noteHardLinks(handed []handedIn) {
	first := map[string]*Submission{}
	for i := range handed {
		for k := range handed[i].submissions {
			sub := &handed[i].submissions[k]
			for _, f := range sub.Files {
				switch other := first[f.inode]; {
				case f.inode == "" || other == sub:
				case other == nil:
					first[f.inode] = sub
				default:
					sub.Problems = append(sub.Problems, Problem{Why: WhyHardLink, Where: f.Path, What: other.From})
					other.Problems = append(other.Problems, Problem{Why: WhyHardLink, Where: f.Path, What: sub.From})
				}
			}
		}
	}
}
