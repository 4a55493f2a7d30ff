# What a desktop needs to show Susun among its programs.
applicationsdir = $(datadir)/applications
dist_applications_DATA = assets/desktop/susun.desktop
iconsdir = $(datadir)/icons/hicolor/scalable/apps
dist_icons_DATA = assets/desktop/susun.svg
