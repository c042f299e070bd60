@echo off
rem Double-click to start the desk. The first time it sets itself up, which takes a minute and needs the internet.
cd /d "%~dp0"
where py >nul 2>nul
if not errorlevel 1 (
  py -3 run.py desk
  goto done
)
python -c "import sys" >nul 2>nul
if not errorlevel 1 (
  python run.py desk
  goto done
)
echo Python is not installed on this computer.
echo Get it from https://www.python.org/downloads/ (version 3.11 or newer), install it, then double-click this file again.
:done
if errorlevel 1 echo The desk could not start. The lines above say why.
pause
