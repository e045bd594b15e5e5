package record_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/record"
)

// inFile makes a record file with this text and returns its path.
func inFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "record.jsonl")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func open(t *testing.T, path string) *record.Record {
	t.Helper()
	r, err := record.Open(path, time.Now)
	require.NoError(t, err)
	return r
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

func ids(r *record.Record) []string {
	all := []string{}
	for _, e := range r.Events() {
		all = append(all, e.ID)
	}
	return all
}

func line(id string) string {
	return fmt.Sprintf(`{"id":"%s","time":"2026-11-23T10:00:00Z","kind":"read","about":"bearer-token"}`, id) + "\n"
}

func TestOpenReads(t *testing.T) {
	cut := line("c")[:30]
	const skipped = "Line 2 of the record cannot be read and is left out; all others count."
	const torn = "The record's last line was cut; all before it is whole."
	tests := []struct {
		name, text string
		ids        []string
		warnings   []string
	}{
		{"an empty file", "", []string{}, nil},
		{"events in order", line("b") + line("a"), []string{"b", "a"}, nil},
		{"an event that stands twice counts once", line("a") + line("b") + line("a"), []string{"a", "b"}, nil},
		{"a last line that was cut", line("a") + cut, []string{"a"}, []string{torn}},
		{"a last line that lacks its end alone", line("a") + line("b")[:len(line("b"))-1], []string{"a", "b"}, nil},
		{"zeros after a loss of power", line("a") + "\x00\x00\x00\x00", []string{"a"}, []string{torn}},
		{"zeros that another program wrote behind", line("a") + "\x00\x00\x00" + line("b"), []string{"a", "b"}, []string{skipped}},
		{"zeros in a line", line("a") + strings.Replace(line("b"), "read", "re\x00ad", 1) + line("c"), []string{"a", "c"}, []string{skipped}},
		{"a line of bytes that are no text", line("a") + "\xff\xfe\x1b[2J\n" + line("b"), []string{"a", "b"}, []string{skipped}},
		{"an unreadable line between others", line("a") + "{]\n" + line("b"), []string{"a", "b"}, []string{skipped}},
		{"several of them", "x\n" + line("a") + "null\n{}\n", []string{"a"}, []string{"3 lines of the record, the first being line 1, cannot be read and are left out; all others count."}},
		{"another file after a line that was cut", line("a") + cut + line("d") + line("e"), []string{"a", "d", "e"}, []string{skipped}},
		{"another file after a line that lacks its end", line("a")[:len(line("a"))-1] + line("b"), []string{"a", "b"}, nil},
		{"line ends of another system, empty lines", "\r\n" + line("a")[:len(line("a"))-1] + "\r\n\n", []string{"a"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := inFile(t, tt.text)
			r := open(t, path)
			assert.Equal(t, tt.ids, ids(r))
			assert.Equal(t, tt.warnings, r.Warnings())
			_, err := r.Refresh()
			require.NoError(t, err)

			assert.Equal(t, tt.text, read(t, path), "reading changes no byte")
			files, err := os.ReadDir(filepath.Dir(path))
			require.NoError(t, err)
			assert.Len(t, files, 1, "reading makes no file")

			_, err = r.Append(record.Event{ID: "new", Kind: record.Read})
			require.NoError(t, err)
			assert.Equal(t, append(tt.ids, "new"), ids(r))
			assert.Equal(t, append(tt.ids, "new"), ids(open(t, path)))
			assert.True(t, bytes.HasPrefix([]byte(read(t, path)), []byte(tt.text)), "appending changes nothing before")
		})
	}
}

func TestAMissingFileIsAnEmptyRecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.jsonl")
	r := open(t, path)
	assert.Empty(t, r.Events())
	assert.NoFileExists(t, path)

	written, err := r.Append(record.Event{Kind: record.Read, About: "bearer-token"})
	require.NoError(t, err)
	assert.Equal(t, []record.Event{written}, open(t, path).Events())
}

func TestWithoutAPathNothingIsWritten(t *testing.T) {
	t.Chdir(t.TempDir())
	r := open(t, "")
	written, err := r.Append(record.Event{Kind: record.Read})
	require.NoError(t, err)
	assert.Equal(t, []record.Event{written}, r.Events())
	changed, err := r.Refresh()
	require.NoError(t, err)
	assert.False(t, changed)
	files, err := os.ReadDir(".")
	require.NoError(t, err)
	assert.Empty(t, files)
}

func TestAppendKeepsEveryField(t *testing.T) {
	right := false
	e := record.Event{
		ID: "1", Time: time.Date(2026, 11, 23, 10, 0, 0, 5, time.UTC), Kind: record.Answered, About: "l/q",
		Where: "exam", Chosen: []string{"<b> & \u2028 世界"}, Right: &right, HintSeen: true, MixedUp: []string{"m"},
		Exam: "x", Questions: []string{"l/q"}, Score: 1, Of: 2, Passed: true,
		Outcome: "broken", Holds: 3, Broken: []string{"p"}, Mistake: "prefix", Number: 4,
	}
	path := inFile(t, "")
	written, err := open(t, path).Append(e)
	require.NoError(t, err)
	assert.Equal(t, e, written)
	assert.Equal(t, []record.Event{e}, open(t, path).Events())
}

func TestKindsOfLaterVersionsAreKept(t *testing.T) {
	later := `{"id":"z","time":"2026-11-23T10:00:00Z","kind":"dreamt","depth":{"of":3}}` + "\n"
	path := inFile(t, later)
	r := open(t, path)
	_, err := r.Append(record.Event{Kind: record.Read})
	require.NoError(t, err)
	assert.Equal(t, record.Kind("dreamt"), r.Events()[0].Kind)
	assert.Contains(t, read(t, path), later)
}

func TestTimeNeverFallsBehind(t *testing.T) {
	tomorrow := time.Now().Add(24 * time.Hour).UTC().Round(0)
	path := inFile(t, "")
	other, mine := open(t, path), open(t, path)
	_, err := other.Append(record.Event{Time: tomorrow, Kind: record.Read})
	require.NoError(t, err)
	for range 3 {
		_, err := mine.Append(record.Event{Kind: record.Read})
		require.NoError(t, err)
	}
	events := open(t, path).Events()
	for i := 1; i < len(events); i++ {
		assert.True(t, events[i].Time.After(events[i-1].Time), "the clock went back, the order did not")
		assert.Less(t, events[i].Time.Sub(tomorrow), time.Second)
	}
}

func TestAClockThatWasFarAheadDoesNotStopTime(t *testing.T) {
	path := inFile(t, "")
	mine := open(t, path)
	_, err := mine.Append(record.Event{Time: time.Now().AddDate(70, 0, 0), Kind: record.Read})
	require.NoError(t, err)
	written, err := mine.Append(record.Event{Kind: record.Read})
	require.NoError(t, err)
	assert.Less(t, time.Until(written.Time), time.Minute)
}

func TestOfTwoEventsWithOneIDTheEarlierCounts(t *testing.T) {
	early, late := line("a"), strings.Replace(line("a"), "2026", "2027", 1)
	for _, text := range []string{early + late, late + early, late + early + late} {
		events := open(t, inFile(t, text)).Events()
		require.Len(t, events, 1)
		assert.Equal(t, 2026, events[0].Time.Year())
	}
}

func TestRefresh(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.jsonl")
	mine, other := open(t, path), open(t, path)
	changed := func() bool {
		t.Helper()
		c, err := mine.Refresh()
		require.NoError(t, err)
		return c
	}
	assert.False(t, changed(), "nothing is there yet")

	_, err := other.Append(record.Event{ID: "a", Kind: record.Read})
	require.NoError(t, err)
	assert.True(t, changed())
	assert.False(t, changed())
	assert.Equal(t, []string{"a"}, ids(mine))

	_, err = mine.Append(record.Event{ID: "b", Kind: record.Read})
	require.NoError(t, err)
	assert.False(t, changed(), "one's own events are no news")

	require.NoError(t, os.WriteFile(path, []byte(line("c")+read(t, path)), 0o600))
	assert.True(t, changed(), "a merged file")
	assert.Equal(t, []string{"c", "a", "b"}, ids(mine))

	aside := path + ".aside"
	require.NoError(t, os.Rename(path, aside))
	_, err = mine.Refresh()
	assert.EqualError(t, err, "the record is gone. Put it back, and what it held counts again. It was "+path)
	assert.Equal(t, []string{"c", "a", "b"}, ids(mine), "what is known is not forgotten")
	require.NoError(t, os.Rename(aside, path))
	assert.False(t, changed())

	require.NoError(t, os.Remove(path))
	_, err = mine.Append(record.Event{ID: "d", Kind: record.Read})
	require.NoError(t, err)
	assert.Equal(t, []string{"d"}, ids(mine), "another record begins")
}

func TestTwoRecordsAppendAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.jsonl")
	const each = 20
	var wait sync.WaitGroup
	for range 4 {
		r := open(t, path)
		wait.Go(func() {
			for range each {
				_, err := r.Append(record.Event{Kind: record.Read, About: "bearer-token"})
				assert.NoError(t, err)
			}
		})
	}
	wait.Wait()
	r := open(t, path)
	assert.Len(t, r.Events(), 4*each)
	assert.Empty(t, r.Warnings())
}

// appendTo, set to a path, makes the test program append to that record;
// holdLock, set to one, makes it hold that record's lock until it is killed.
const (
	appendTo = "RECORD_TEST_APPEND_TO"
	holdLock = "RECORD_TEST_HOLD_LOCK"
)

// program is this test program doing something else.
func program(t *testing.T, what, path string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), what+"="+path)
	return cmd
}

func TestTwoProgramsAppendAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.jsonl")
	const each = 20
	var programs []*exec.Cmd
	for range 2 {
		p := program(t, appendTo, path)
		require.NoError(t, p.Start())
		programs = append(programs, p)
	}
	for _, p := range programs {
		require.NoError(t, p.Wait())
	}
	r := open(t, path)
	assert.Len(t, r.Events(), 2*each)
	assert.Empty(t, r.Warnings())
}

func TestALockOfADeadProgramIsFree(t *testing.T) {
	path := inFile(t, line("a"))
	holder := program(t, holdLock, path)
	out, err := holder.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, holder.Start())
	said, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "locked\n", said)
	require.NoError(t, holder.Process.Kill())
	require.Error(t, holder.Wait())

	require.FileExists(t, strings.TrimSuffix(path, "jsonl")+"lock", "it left its lock behind")
	_, err = open(t, path).Append(record.Event{ID: "b", Kind: record.Read})
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b"}, ids(open(t, path)))
}

func TestMain(m *testing.M) {
	if path := os.Getenv(holdLock); path != "" {
		l := flock.New(strings.TrimSuffix(path, "jsonl") + "lock")
		if err := l.Lock(); err != nil {
			panic(err)
		}
		fmt.Println("locked")
		select {} // the lock is held until the end
	}
	path := os.Getenv(appendTo)
	if path == "" {
		os.Exit(m.Run())
	}
	r, err := record.Open(path, time.Now)
	for range 20 {
		if err == nil {
			_, err = r.Append(record.Event{Kind: record.Read})
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func TestAFolderWithoutLocks(t *testing.T) {
	record.WithoutLocks(t)
	path := inFile(t, line("a"))
	one, other := open(t, path), open(t, path)
	for range 3 {
		_, err := one.Append(record.Event{Kind: record.Read})
		require.NoError(t, err)
		_, err = other.Append(record.Event{Kind: record.Read})
		require.NoError(t, err)
	}
	assert.Len(t, open(t, path).Events(), 7)
	assert.Len(t, other.Events(), 7)
}

func TestALongRecord(t *testing.T) {
	const long = 100_000
	var text strings.Builder
	for i := range long {
		text.WriteString(line(fmt.Sprintf("event-%06d", i)))
	}
	path := inFile(t, text.String())
	r := open(t, path)
	require.Len(t, r.Events(), long)
	const more = 20
	allocated := testing.AllocsPerRun(more-1, func() { // and once before it counts
		_, err := r.Append(record.Event{Kind: record.Read})
		require.NoError(t, err)
	})
	assert.Less(t, allocated, 1000.0, "a long record is not read again for each event")
	assert.Len(t, open(t, path).Events(), long+more)
}

func TestAFileThatIsTooLargeIsRefused(t *testing.T) {
	path := inFile(t, line("a"))
	r := open(t, path)
	require.NoError(t, os.Truncate(path, 1<<30)) // a file with a hole: it takes no room
	said := "the record has 1024 MB, and no learner writes more than 64. Move it elsewhere, and Gatehouse begins a new one. It is " + path
	_, err := record.Open(path, time.Now)
	assert.EqualError(t, err, said)
	_, err = r.Append(record.Event{Kind: record.Read})
	assert.EqualError(t, err, said)
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.EqualValues(t, 1<<30, info.Size(), "nothing was written to it")
}

func TestFailures(t *testing.T) {
	t.Run("the folder is gone", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "gone", "record.jsonl")
		_, err := open(t, path).Append(record.Event{Kind: record.Read})
		assert.ErrorIs(t, err, fs.ErrNotExist)
		assert.ErrorContains(t, err, "Its folder is gone: put it back, or make a new one with gatehouse init. What the record held before is whole: "+path)
	})
	t.Run("a folder stands in its place", func(t *testing.T) {
		path := t.TempDir()
		_, err := record.Open(path, time.Now)
		assert.ErrorContains(t, err, "the record cannot be read: ")
		assert.ErrorContains(t, err, "See that it is a file")
	})
}
