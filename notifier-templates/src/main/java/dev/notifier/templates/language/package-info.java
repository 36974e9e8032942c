/**
 * The template language, a subset of Liquid: compiled once and checked against the event's schema.
 */
@NullMarked
package dev.notifier.templates.language;

import org.jspecify.annotations.NullMarked;
