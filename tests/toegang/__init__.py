"""A package, so that its world lives exactly as long as its tests run."""
