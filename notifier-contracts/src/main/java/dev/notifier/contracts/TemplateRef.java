package dev.notifier.contracts;

/** The template version and locale that a text was rendered from. Versions never change. */
public record TemplateRef(String id, int version, String locale) {}
