/** What holds for every answer over HTTP: security headers, caching, and errors as {@code application/problem+json}. */
@NullMarked
package io.holdfast.dashboards.web;

import org.jspecify.annotations.NullMarked;
