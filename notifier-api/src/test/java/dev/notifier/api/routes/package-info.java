@NullMarked
package dev.notifier.api.routes;

import org.jspecify.annotations.NullMarked;
