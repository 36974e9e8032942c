package dev.notifier.store.tracking;

/** Whose notification it is: what a status is published under. */
public record NotificationOrigin(String tenant, String source, String eventId, String type) {}
