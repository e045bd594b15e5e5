package watch

import "github.com/fsnotify/fsnotify"

// reports are the system's, that something happened in a folder. Where the
// system cannot report, stirred is nil and the poll must do.
type reports struct {
	watcher *fsnotify.Watcher // nil where the system cannot report
	stirred <-chan fsnotify.Event
}

func listen() reports {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return reports{}
	}
	go func() {
		for range watcher.Errors {
			// The poll sees what the system failed to report.
		}
	}()
	return reports{watcher, watcher.Events}
}

// of asks for reports of a folder. What cannot be reported is polled.
func (r reports) of(dir string) {
	if r.watcher != nil {
		_ = r.watcher.Add(dir)
	}
}

func (r reports) stop() {
	if r.watcher != nil {
		r.watcher.Close()
	}
}
