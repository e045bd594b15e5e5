package given

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"
)

// service keeps notes. Each field is one decision of the right server; a
// broken one decides otherwise in one place.
type service struct {
	tokens map[string]token
	items  items

	credential func(*http.Request) (text string, sent bool)
	good       func(token) bool
	unguarded  func(*http.Request) bool
	refuse     func(w http.ResponseWriter, r *http.Request, sent bool)
	mayRead    func(user string, i item) bool
	mayDelete  func(user string) bool
	unknown    token // what a text is that was never issued
}

type token struct {
	user, service string
	expires       time.Time
	revoked       bool
}

type item struct{ owner, note string }

// items are the notes by their path.
type items struct {
	mu     sync.Mutex
	byPath map[string]item
}

const here, admin = "notes", "admin"

// newService makes the right server, with notes of its own.
func newService(d Deps) *service {
	hour := time.Now().Add(time.Hour)
	s := &service{
		tokens: map[string]token{
			d.Alice: {user: "alice", service: here, expires: hour}, d.Bob: {user: "bob", service: here, expires: hour},
			d.Admin: {user: admin, service: here, expires: hour}, d.Expired: {user: "alice", service: here, expires: time.Now().Add(-time.Hour)},
			d.Revoked: {user: "alice", service: here, expires: hour, revoked: true}, d.OtherService: {user: "alice", service: "calendar", expires: hour},
		},
		items: items{byPath: map[string]item{d.AliceItem: {"alice", d.AliceNote}, d.BobItem: {"bob", d.BobNote}}},

		credential: bearer,
		unguarded:  func(*http.Request) bool { return false },
		refuse:     unauthorized,
		mayRead:    func(user string, i item) bool { return user == i.owner },
		mayDelete:  func(user string) bool { return user == admin },
	}
	s.good = func(t token) bool { return t.service == here && !t.revoked && time.Now().Before(t.expires) }
	return s
}

// ServeHTTP asks who calls, then what they may do with the item.
func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, sent := s.credential(r)
	t, issued := s.tokens[text]
	if !issued {
		t = s.unknown
	}
	user := t.user
	if !sent || !s.good(t) {
		if !s.unguarded(r) {
			s.refuse(w, r, sent)
			return
		}
		user = s.item(r).owner
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		s.own(w, r, user)
	case http.MethodDelete:
		s.remove(w, r, user)
	default:
		w.Header().Set("Allow", "GET, HEAD, POST, DELETE")
		http.Error(w, "no such method here", http.StatusMethodNotAllowed)
	}
}

func (s *service) item(r *http.Request) item {
	s.items.mu.Lock()
	defer s.items.mu.Unlock()
	return s.items.byPath[r.URL.Path]
}

// own reads or changes an item for its owner.
func (s *service) own(w http.ResponseWriter, r *http.Request, user string) {
	i := s.item(r)
	if i.owner == "" || user != i.owner && (r.Method == http.MethodPost || !s.mayRead(user, i)) {
		http.NotFound(w, r)
		return
	}
	if r.Method == http.MethodPost {
		var change struct {
			Note string `json:"note"`
		}
		if json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&change) != nil {
			http.Error(w, "a note is needed", http.StatusBadRequest)
			return
		}
		i.note = change.Note
		s.items.mu.Lock()
		s.items.byPath[r.URL.Path] = i
		s.items.mu.Unlock()
	}
	show(w, i)
}

func (s *service) remove(w http.ResponseWriter, r *http.Request, user string) {
	if !s.mayDelete(user) {
		http.Error(w, "only the admin deletes", http.StatusForbidden)
		return
	}
	s.items.mu.Lock()
	defer s.items.mu.Unlock()
	if _, there := s.items.byPath[r.URL.Path]; !there {
		http.NotFound(w, r)
		return
	}
	delete(s.items.byPath, r.URL.Path)
	w.WriteHeader(http.StatusNoContent)
}

// bearer returns the token of the one Authorization line.
func bearer(r *http.Request) (text string, sent bool) {
	lines := r.Header.Values("Authorization")
	if len(lines) != 1 {
		return "", false
	}
	scheme, rest, found := strings.Cut(lines[0], " ")
	if !found || !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	text = strings.TrimLeft(rest, " ")
	return text, text != ""
}

func unauthorized(w http.ResponseWriter, _ *http.Request, sent bool) {
	challenge := `Bearer realm="notes"`
	if sent {
		challenge += `, error="invalid_token"`
	}
	w.Header().Set("WWW-Authenticate", challenge)
	http.Error(w, "unauthorized", http.StatusUnauthorized)
}

func show(w http.ResponseWriter, i item) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"owner": i.owner, "note": i.note})
}
