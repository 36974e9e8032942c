/** Tests of the sentences about waiting messages and records. */
@NullMarked
package dev.notifier.worker.health;

import org.jspecify.annotations.NullMarked;
