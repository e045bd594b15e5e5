package course

import "fmt"

// Problem is something wrong with a file of a course.
type Problem struct {
	File    string // relative to the root of the course
	Line    int    // from 1; 0 where there is no line
	Column  int    // from 1; 0 where there is no column
	Message string // what is wrong
	Source  string // the lines around it with a caret, or empty
	Help    string // what to do
}

// Error says where, what and what to do in one line.
func (p Problem) Error() string {
	where := p.File
	if p.Line > 0 {
		where = fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
	if p.Help == "" {
		return where + ": " + p.Message
	}
	return where + ": " + p.Message + ". " + p.Help
}
