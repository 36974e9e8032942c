@NullMarked
package dev.notifier.api.certificates;

import org.jspecify.annotations.NullMarked;
