# The tests of core/exchange.
