/** What runs, the jobs, and what will be erased when. */
@NullMarked
package dev.notifier.console.system;

import org.jspecify.annotations.NullMarked;
