// Package gateway is the way in.
package gateway

import (
	"context"
	"fmt"

	"example.net/gateway/internal/router"
)

// Spec says what an environment looks like.
type Spec struct {
	Name   string
	Labels map[string]string
}

// Backend is the cloud as the gateway sees it.
type Backend interface {
	Create(ctx context.Context, spec Spec) (string, error)
}

// ProvisionEnvironment creates what spec describes and routes to it.
func ProvisionEnvironment(ctx context.Context, backend Backend, routes *router.Router, spec Spec) (string, error) {
	id, err := backend.Create(ctx, spec)
	if err != nil {
		return "", fmt.Errorf("create %s: %w", spec.Name, err)
	}
	routes.Add("/"+spec.Name, func() string { return id })
	return id, nil
}
