package dev.notifier.console;

import dev.notifier.testing.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
