/** Holds the structure of the whole repository: which room may know which, and who may look out. */
@NullMarked
package dev.notifier.local.architecture;

import org.jspecify.annotations.NullMarked;
