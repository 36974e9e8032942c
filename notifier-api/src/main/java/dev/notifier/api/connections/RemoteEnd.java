package dev.notifier.api.connections;

/** The remote end of a connection. */
record RemoteEnd(String address, int port) {}
