/** The rules of structure, which the build of each module checks on its own classes. */
@NullMarked
package dev.notifier.testing.architecture;

import org.jspecify.annotations.NullMarked;
