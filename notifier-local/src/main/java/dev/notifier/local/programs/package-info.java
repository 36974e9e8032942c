/**
 * The Java programs that this one starts: their jars, the options of their JVM, their AOT caches.
 */
@NullMarked
package dev.notifier.local.programs;

import org.jspecify.annotations.NullMarked;
