"""From a bare machine to a running Opstap. Standard library only: it runs before the environment stands."""
