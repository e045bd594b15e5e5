package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// gatehouse is the command, in a new home whose workspace is made.
func gatehouse(t *testing.T) (run func(args ...string) *exec.Cmd, workspace string) {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "home"), 0o755))
	env := append(os.Environ(), environment(t, dir)...)
	run = func(args ...string) *exec.Cmd {
		cmd := exec.Command("gatehouse", args...)
		cmd.Dir, cmd.Env = dir, env
		return cmd
	}
	require.NoError(t, run("init").Run())
	return run, filepath.Join(dir, "home", "gatehouse")
}

// answer is the file of the tiny course's exercise.
func answer(workspace string) string {
	return filepath.Join(workspace, "exercises", "front-door", "handler.go")
}

// ofCourse reads a file of the tiny course's exercise.
func ofCourse(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata/course/exercises/front-door", name))
	require.NoError(t, err)
	return content
}

// decoded runs a command and decodes the one value that it prints.
func decoded(t *testing.T, cmd *exec.Cmd) (value map[string]any, code int) {
	t.Helper()
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil {
		require.ErrorAs(t, err, new(*exec.ExitError))
	}
	d := json.NewDecoder(&out)
	require.NoError(t, d.Decode(&value))
	assert.False(t, d.More(), "one value and nothing else")
	return value, cmd.ProcessState.ExitCode()
}

func TestAllFieldsOfARunAreAlwaysPresent(t *testing.T) {
	run, workspace := gatehouse(t)
	of := []string{"exercise", "result", "reason", "probes", "compile", "behaves_like", "output", "output_truncated", "seed", "seconds"}
	ofProbe := []string{"name", "verdict", "honest", "why", "rule", "want", "got", "advice", "exchanges", "asked", "wrong", "at"}
	ofExchange := []string{"request", "response", "curl"}
	for _, c := range []struct {
		handler, tool, result string
		code                  int
	}{
		{string(ofCourse(t, "starter/handler.go")), "", "broken", 1},
		{string(ofCourse(t, "mistakes/prefix/handler.go")), "", "broken", 1},
		{string(ofCourse(t, "handler.go")), "", "holds", 0},
		{"package frontdoor\n\nvar Handler = nowhere\n", "", "does not compile", 1},
		{string(ofCourse(t, "handler.go")), "nowhere", "could not run", 2},
	} {
		require.NoError(t, os.WriteFile(answer(workspace), []byte(c.handler), 0o644))
		cmd := run("run", "front-door", "--json")
		cmd.Env = append(cmd.Env, "GATEHOUSE_GO="+c.tool)
		value, code := decoded(t, cmd)
		assert.Equal(t, c.code, code)
		assert.Equal(t, c.result, value["result"])
		assert.Subset(t, keys(value), of)
		assert.NotNil(t, value["compile"])
		probes := value["probes"].([]any)
		assert.Len(t, probes, 3, "every probe is listed: %s", c.result)
		for _, p := range probes {
			probe := p.(map[string]any)
			assert.Subset(t, keys(probe), ofProbe)
			assert.NotNil(t, probe["advice"])
			require.NotNil(t, probe["exchanges"])
			for _, x := range probe["exchanges"].([]any) {
				assert.Subset(t, keys(x.(map[string]any)), ofExchange)
			}
		}
	}
}

func keys(value map[string]any) []string {
	var all []string
	for key := range value {
		all = append(all, key)
	}
	return all
}

func TestASeedMakesTheSecretsOfARunAgain(t *testing.T) {
	run, _ := gatehouse(t)
	sent := func(seed string) string {
		value, _ := decoded(t, run("run", "--json", "--seed", seed))
		probe := value["probes"].([]any)[0].(map[string]any)
		return probe["exchanges"].([]any)[0].(map[string]any)["request"].(string)
	}
	once := sent("4711")
	assert.Contains(t, once, "Authorization: Bearer ")
	assert.Equal(t, once, sent("4711"))
	assert.NotEqual(t, once, sent("4712"))
}

func TestJSONHoldsNothingThatATerminalObeys(t *testing.T) {
	said := "a\u009b2J\u202eb\U000e0001c\x7f"
	encoded, err := json.Marshal(said)
	require.NoError(t, err)
	escaped := escape(string(encoded))
	assert.Equal(t, `"a\u009b2J\u202eb\udb40\udc01c\u007f"`, escaped)
	var back string
	require.NoError(t, json.Unmarshal([]byte(escaped), &back))
	assert.Equal(t, said, back)
}

func TestAllFieldsOfFindAreAlwaysPresent(t *testing.T) {
	run, _ := gatehouse(t)
	for words, code := range map[string]int{"key": 0, "winodws": 1} {
		value, got := decoded(t, run("find", "--json", words))
		assert.Equal(t, code, got)
		assert.ElementsMatch(t, []string{"words", "found", "count", "of", "nearest"}, keys(value))
		require.NotNil(t, value["found"])
		for _, thing := range value["found"].([]any) {
			assert.ElementsMatch(t, []string{"kind", "id", "under", "title"}, keys(thing.(map[string]any)))
		}
	}
}

func TestAllFieldsOfDoctorAreAlwaysPresent(t *testing.T) {
	run, workspace := gatehouse(t)
	folder := []string{"state", "says", "path", "there", "writable", "free"}
	fields := map[string][]string{
		"program": {"state", "says", "version", "packs", "platform"}, "go": {"state", "says", "path", "version"},
		"library": {"state", "says", "unbuilt"}, "build_cache": append(folder, "bytes", "counted"),
		"module_cache": append(folder, "bytes", "counted"), "temporary": folder,
		"course":    {"state", "says", "title", "pack", "version", "lessons", "exercises", "problems"},
		"workspace": append(folder, "stale", "edited"), "record": {"state", "says", "path", "bytes", "events", "last", "unread"},
		"editor":   {"state", "says", "name", "from", "there"},
		"terminal": {"state", "says", "term", "input", "output", "columns", "rows", "colours", "no_color", "ascii", "fits"},
	}
	require.NoError(t, run("lesson", "doors", "--read").Run())
	whole := run("doctor", "--json")
	bare := run("doctor", "--json", "--workspace", filepath.Join(workspace, "none"))
	bare.Env = append(bare.Env, "GATEHOUSE_GO=nowhere")
	for _, cmd := range []*exec.Cmd{whole, bare} {
		value, code := decoded(t, cmd)
		assert.Len(t, value, len(fields)+1)
		assert.Contains(t, value, "state")
		for topic, want := range fields {
			of := value[topic].(map[string]any)
			assert.ElementsMatch(t, want, keys(of), topic)
			assert.NotEmpty(t, of["says"], topic)
		}
		assert.NotNil(t, value["workspace"].(map[string]any)["edited"])
		assert.NotNil(t, value["record"].(map[string]any)["unread"])
		record := value["record"].(map[string]any)
		if cmd == whole {
			assert.Zero(t, code)
			assert.EqualValues(t, 1, record["events"])
			assert.NotNil(t, record["last"])
		} else {
			assert.Equal(t, 1, code)
			assert.Equal(t, "broken", value["state"])
			assert.Equal(t, "not run", record["state"])
		}
	}
}
