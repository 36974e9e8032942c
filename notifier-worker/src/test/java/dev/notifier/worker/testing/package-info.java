/** What tests of the worker share: one broker and one PostgreSQL server for the whole JVM. */
@NullMarked
package dev.notifier.worker.testing;

import org.jspecify.annotations.NullMarked;
