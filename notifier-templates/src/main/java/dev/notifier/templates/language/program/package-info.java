/** Compiles a syntax tree into a program and runs it on the data of an event. */
@NullMarked
package dev.notifier.templates.language.program;

import org.jspecify.annotations.NullMarked;
