package given

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
)

// The functions in this file answer the requests of one route each. None of
// them asks who sent the request.

// ServeHealth says that the service runs.
func (d Deps) ServeHealth(w http.ResponseWriter, r *http.Request) {
	answer(w, http.StatusOK, map[string]string{"status": "ok"})
}

// ServeMe shows the account of who asks.
func (d Deps) ServeMe(w http.ResponseWriter, r *http.Request) {
	id, _ := d.Who(r)
	d.show(w, id)
}

// ServeUser shows the account that {id} names.
func (d Deps) ServeUser(w http.ResponseWriter, r *http.Request) {
	d.show(w, r.PathValue("id"))
}

func (d Deps) show(w http.ResponseWriter, id string) {
	user, ok := d.Users.Find(id)
	if !ok {
		http.Error(w, "no such user", http.StatusNotFound)
		return
	}
	answer(w, http.StatusOK, user)
}

// DeleteUser removes the account that {id} names.
func (d Deps) DeleteUser(w http.ResponseWriter, r *http.Request) {
	if !d.Users.Remove(r.PathValue("id")) {
		http.Error(w, "no such user", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// ChangeRole gives the account that {id} names the role in the body.
func (d Deps) ChangeRole(w http.ResponseWriter, r *http.Request) {
	var change struct {
		Role string `json:"role"`
	}
	if !read(w, r, &change) {
		return
	}
	if !slices.Contains([]string{"user", "auditor", "admin"}, change.Role) {
		http.Error(w, "no such role", http.StatusBadRequest)
		return
	}
	if !d.Users.SetRole(r.PathValue("id"), change.Role) {
		http.Error(w, "no such user", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// SendInvite sends the invitation in the body.
func (d Deps) SendInvite(w http.ResponseWriter, r *http.Request) {
	var invite Invite
	if !read(w, r, &invite) {
		return
	}
	d.Invites.Send(invite)
	answer(w, http.StatusCreated, invite)
}

// AddReport files the report in the body under the name of who asks.
func (d Deps) AddReport(w http.ResponseWriter, r *http.Request) {
	var report Report
	if !read(w, r, &report) {
		return
	}
	report.By, _ = d.Who(r)
	d.Reports.Add(report)
	answer(w, http.StatusCreated, report)
}

// ListReports shows all reports.
func (d Deps) ListReports(w http.ResponseWriter, r *http.Request) {
	answer(w, http.StatusOK, d.Reports.List())
}

// ServeExport shows everything about everybody.
func (d Deps) ServeExport(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, d.Export())
}

// read reads the JSON of a request into v, and answers if it cannot.
func read(w http.ResponseWriter, r *http.Request, v any) bool {
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(v); err != nil {
		http.Error(w, "the body must be JSON", http.StatusBadRequest)
		return false
	}
	return true
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
