@NullMarked
package dev.notifier.api.schema;

import org.jspecify.annotations.NullMarked;
