package dev.notifier.console.web;

/**
 * Whether the configuration has a route for tests, without which no message of practice is sent.
 */
public record TestRoutes(boolean exist) {}
