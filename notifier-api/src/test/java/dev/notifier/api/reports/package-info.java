@NullMarked
package dev.notifier.api.reports;

import org.jspecify.annotations.NullMarked;
