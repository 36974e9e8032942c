/** Components in separate processes, and the temporary home of load runs and chaos runs. */
@NullMarked
package dev.notifier.local.processes;

import org.jspecify.annotations.NullMarked;
