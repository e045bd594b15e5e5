package docs_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
)

func TestTheGuideShowsEveryField(t *testing.T) {
	shown := map[string]any{
		"pack": &course.Pack{}, "course": &course.Contents{}, "lesson": &course.LessonFront{},
		"bank": &course.Bank{}, "misconceptions": &course.Misconceptions{}, "exercise": &course.ExerciseFront{},
	}
	for _, b := range blocks(t, "yaml") {
		require.Contains(t, shown, b.of)
		err := yaml.NewDecoder(strings.NewReader(b.text), yaml.Strict()).Decode(shown[b.of])
		require.NoError(t, err, "the example of %s", b.of)
		for _, key := range keys(reflect.TypeOf(shown[b.of])) {
			assert.Regexp(t, `(?m)^[ -]*`+regexp.QuoteMeta(key)+`:`, b.text, "the example of %s", b.of)
		}
		delete(shown, b.of)
	}
	assert.Empty(t, shown, "files without an example")
}

// keys are the keys that a type is read from, at every depth.
func keys(of reflect.Type) (all []string) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice:
		return keys(of.Elem())
	case reflect.Struct:
		for field := range of.Fields() {
			if key, _, _ := strings.Cut(field.Tag.Get("yaml"), ","); key != "" {
				all = append(append(all, key), keys(field.Type)...)
			}
		}
	}
	return all
}
