/** The chaos run: injects faults of the SMSC, kills workers, and checks the guarantees. */
@NullMarked
package dev.notifier.local.chaos;

import org.jspecify.annotations.NullMarked;
