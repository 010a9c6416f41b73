package gateway

import "testing"

func TestSpecHasAName(t *testing.T) {
	if (Spec{Name: "a"}).Name != "a" {
		t.Fatal("a spec forgot its name")
	}
}
