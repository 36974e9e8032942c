@NullMarked
package dev.notifier.contracts.config;

import org.jspecify.annotations.NullMarked;
