package dev.notifier.templates.wording;

import dev.notifier.templates.language.Mistake;

/**
 * What is wrong with a template.
 *
 * @param locale of the variant; empty when it is the template as a whole
 * @param audience of the variant
 * @param mistake with its place in the variant's text
 */
public record VariantMistake(String locale, Audience audience, Mistake mistake) {}
