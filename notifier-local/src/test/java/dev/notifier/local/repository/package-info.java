/** Checks of the whole repository: documentation, file names, and that every module is checked. */
@NullMarked
package dev.notifier.local.repository;

import org.jspecify.annotations.NullMarked;
