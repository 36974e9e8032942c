package dev.notifier.planning;

import dev.notifier.testing.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
