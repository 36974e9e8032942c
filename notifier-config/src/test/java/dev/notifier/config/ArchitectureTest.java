package dev.notifier.config;

import dev.notifier.testing.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
