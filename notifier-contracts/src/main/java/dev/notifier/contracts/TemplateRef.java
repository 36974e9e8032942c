package dev.notifier.contracts;

/** The wording that was used. Versions never change once published. */
public record TemplateRef(String id, int version, String locale) {}
