// Package systems holds example systems as folders of files: an invented container forwarder
// with real faults in it (operator), and the same one on a good day (complete).
package systems
