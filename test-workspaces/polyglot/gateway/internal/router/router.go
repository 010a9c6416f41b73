package router

import "sync"

// Handler answers for a path.
type Handler func() string

// Router finds the handler of a path.
type Router struct {
	mu       sync.RWMutex
	handlers map[string]Handler
}

// New makes a router without handlers.
func New() *Router {
	return &Router{handlers: map[string]Handler{}}
}

// Add puts a handler at a path; the last one wins.
func (r *Router) Add(path string, handler Handler) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.handlers[path] = handler
}

// Find gives the handler of a path.
func (r *Router) Find(path string) (Handler, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	handler, ok := r.handlers[path]
	return handler, ok
}

// Pair is generic, for the sake of the example.
type Pair[K comparable, V any] struct {
	Key   K
	Value V
}

// Swap exchanges the two.
func (p Pair[K, V]) Swap(value V) Pair[K, V] {
	return Pair[K, V]{p.Key, value}
}
