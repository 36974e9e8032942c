package dev.notifier.api.app;

import dev.notifier.testing.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
