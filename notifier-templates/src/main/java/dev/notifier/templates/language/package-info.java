/**
 * The template language: a Liquid subset, compiled once, checked against what an event may hold.
 */
@NullMarked
package dev.notifier.templates.language;

import org.jspecify.annotations.NullMarked;
