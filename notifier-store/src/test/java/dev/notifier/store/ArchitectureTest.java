package dev.notifier.store;

import dev.notifier.testing.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
