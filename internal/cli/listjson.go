package cli

import (
	"gatehouse/internal/course"
	"gatehouse/internal/progress"
)

// The JSON form of list is a contract.
type (
	listJSON struct {
		Title    string        `json:"title"`
		Next     stepJSON      `json:"next"`
		Chapters []chapterJSON `json:"chapters"`
	}
	stepJSON struct {
		Kind progress.StepKind `json:"kind"`
		ID   string            `json:"id"`
	}
	chapterJSON struct {
		Title   string       `json:"title"`
		Lessons []lessonJSON `json:"lessons"`
	}
	lessonJSON struct {
		ID        string         `json:"id"`
		Title     string         `json:"title"`
		Read      bool           `json:"read"`
		Practice  practiceJSON   `json:"practice"`
		Exam      examJSON       `json:"exam"`
		Exercises []exerciseJSON `json:"exercises"`
	}
	practiceJSON struct {
		Right int `json:"right"`
		Asked int `json:"asked"`
		Of    int `json:"of"`
	}
	examJSON struct {
		Taken int `json:"taken"`
		Best  int `json:"best"`
		Of    int `json:"of"`
	}
	exerciseJSON struct {
		ID    string      `json:"id"`
		Title string      `json:"title"`
		Kind  course.Kind `json:"kind"`
		Holds int         `json:"holds"`
		Of    int         `json:"of"`
		Done  bool        `json:"done"`
	}
)

func listed(c *course.Course, now progress.Progress) listJSON {
	all := listJSON{Title: c.Title, Next: stepJSON{now.Next.Kind, now.Next.ID}, Chapters: []chapterJSON{}}
	for _, chapter := range c.Chapters {
		lessons := []lessonJSON{}
		for _, lesson := range chapter.Lessons {
			lessons = append(lessons, listedLesson(lesson, now.Lessons[lesson.ID]))
		}
		all.Chapters = append(all.Chapters, chapterJSON{chapter.Title, lessons})
	}
	return all
}

func listedLesson(lesson *course.Lesson, state progress.LessonState) lessonJSON {
	l := lessonJSON{
		ID: lesson.ID, Title: lesson.Title, Read: state.Read,
		Practice:  practiceJSON(state.Practice),
		Exam:      examJSON{state.Exam.Taken, state.Exam.Best, state.Exam.Of},
		Exercises: []exerciseJSON{},
	}
	for _, e := range lesson.Exercises {
		at := state.Exercises[e.ID]
		l.Exercises = append(l.Exercises, exerciseJSON{e.ID, e.Title, e.Kind, at.Holds, at.Of, at.Done})
	}
	return l
}
