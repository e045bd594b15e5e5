package scaffold

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestALessonIsListedAndTheRestStays(t *testing.T) {
	for name, test := range map[string]struct{ before, after string }{
		"a line for each": {
			"title: T\nchapters:\n  - title: A\n    lessons:\n      - one # first\n",
			"title: T\nchapters:\n  - title: A\n    lessons:\n      - one # first\n      - new\n",
		},
		"comments and what follows": {
			"chapters: # all\n- lessons:\n  - one\n  # two comes later\n  title: A # last\n\n# end\n",
			"chapters: # all\n- lessons:\n  - one\n  - new\n  # two comes later\n  title: A # last\n\n# end\n",
		},
		"the last of two chapters": {
			"chapters:\n  - title: A\n    lessons: [one]\n  - title: B\n    lessons:\n      - \"two\"",
			"chapters:\n  - title: A\n    lessons: [one]\n  - title: B\n    lessons:\n      - \"two\"\n      - new\n",
		},
		"in brackets": {
			"chapters:\n  - title: A\n    lessons: [one, two ] # both\n",
			"chapters:\n  - title: A\n    lessons: [one, two, new] # both\n",
		},
		"in brackets over lines": {
			"chapters:\n  - title: Ä\n    lessons: [\n      one,\n      two,\n    ]\n",
			"",
		},
		"everything in braces": {
			"chapters: [{title: Für alle, lessons: [one]}]\n",
			"chapters: [{title: Für alle, lessons: [one, new]}]\n",
		},
		"empty brackets": {
			"chapters:\n  - title: A\n    lessons: []\n",
			"chapters:\n  - title: A\n    lessons: [new]\n",
		},
		"nothing yet": {
			"chapters:\n  - title: A\n    lessons: # none\n",
			"chapters:\n  - title: A\n    lessons: # none\n      - new\n",
		},
		"no lessons in the chapter": {"chapters:\n  - title: A\n", ""},
		"no chapter":                {"title: A\n", ""},
		"listed already":            {"chapters:\n  - lessons: [new]\n  - lessons: [one]\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			listed, err := withLesson([]byte(test.before), "new")
			if test.after == "" {
				require.Error(t, err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, test.after, string(listed))

			windows := func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }
			listed, err = withLesson([]byte(windows(test.before)), "new")
			require.NoError(t, err)
			assert.Equal(t, windows(test.after), string(listed))
		})
	}
}

func TestMisconceptionsAreAddedAtTheEnd(t *testing.T) {
	all := map[string]string{"b": "B is: c.", "a": "A."}
	for name, test := range map[string]struct{ before, after string }{
		"none yet":         {"", "a: A.\nb: \"B is: c.\"\n"},
		"one is known":     {"# ours\na: Our A. # kept\n", "# ours\na: Our A. # kept\n\nb: \"B is: c.\"\n"},
		"all are known":    {"b: B\na: A", "b: B\na: A"},
		"no line at end":   {"b: B", "b: B\n\na: A.\n"},
		"lines of Windows": {"b: B\r\n", "b: B\r\n\r\na: A.\r\n"},
		"in braces":        {"{b: B}\n", ""},
		"no map":           {"- b\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			edited, err := withBeliefs([]byte(test.before), all)
			if test.after == "" {
				require.Error(t, err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, test.after, string(edited))
		})
	}
}
