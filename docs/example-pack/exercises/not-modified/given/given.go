// Package given is what the handler is handed: a report, and who owns it.
package given

import (
	"crypto/sha256"
	"fmt"
	"net/http"
)

// Deps is all that Handler may use.
type Deps struct {
	// Owner reports whether a request comes from who owns the report. It is
	// right; nothing about it is to be mended.
	Owner func(*http.Request) bool

	// Report is the text of the report. It is never empty.
	Report string
}

// Tag makes the entity tag of a text, quotes included. The same text has the
// same tag, and two texts have two. It holds no comma.
func Tag(text string) string {
	sum := sha256.Sum256([]byte(text))
	return fmt.Sprintf(`"%x"`, sum[:16])
}
